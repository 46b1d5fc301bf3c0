"""The Streamlit pages: chat and documents; `viewer` draws a page with its quote marked."""
