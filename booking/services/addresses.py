"""How the address of a venue is put into one line."""


def in_one_line(name: str, street: str, post_code: str, town: str) -> str:
    """The venue, its street and town, as far as they are known."""
    return ", ".join(part for part in (name, street, f"{post_code} {town}".strip()) if part)
