"""What is allowed, and why. It judges plain facts and must not know tables, sessions, Flask or any language."""
