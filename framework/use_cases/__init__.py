"""What people can do: authorise, decide, write. Models become JSON and JSON becomes models here."""
