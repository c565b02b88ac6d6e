"""At the door: who comes in, how often, and whether the application is well."""
