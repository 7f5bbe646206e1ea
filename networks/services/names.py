"""How a network's name is shortened where the page already says that it is a network."""


def short_network_name(name: str) -> str:
    """«Kompetansenettverk Fosen» → «Fosen»; «Kompetansenettverket videregående skoler» → «Videregående skoler»."""
    words = [word for word in name.split() if not word.lower().startswith("kompetansenettverk")]
    short = " ".join(words) or name
    return short[0].upper() + short[1:]
