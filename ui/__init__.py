"""The screens. Streamlit only here and in `app.py`; no arithmetic, no SQL, no literal texts."""
