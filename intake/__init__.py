"""Files into the domain: every fault listed, nothing half read."""
