"""Errors, configuration, text offsets and dates with a precision. Imports nothing of ours."""
