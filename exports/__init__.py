"""Results into files: one module an exporter, drawn from the report alone."""
