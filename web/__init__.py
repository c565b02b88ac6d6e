"""What answers beside the screens: requests at the door, plain routes. Starlette only here and in `app.py`."""
