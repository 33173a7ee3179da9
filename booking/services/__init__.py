"""What people do. Each act is one unit of work with the clock as a parameter; it must not know HTTP, HTML or a
shell.
"""
