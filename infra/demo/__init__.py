"""A walk through the backend as an app makes it: over HTTP, from one photo to a report."""
