"""The invented people of the practice network: four to sign in as, and a crowd that reacts to them."""

from typing import NamedTuple


class Person(NamedTuple):
    """An invented person."""

    username: str
    display_name: str


PEOPLE = (
    Person("mette", "Mette Holmsted"),
    Person("jonas", "Jonas Kragelund"),
    Person("amina", "Amina Yildirim"),
    Person("peter", "Peter Lindtofte"),
)
CROWD = (
    Person("sofie", "Sofie Bruunsgaard"),
    Person("karl", "Karl Thranum"),
    Person("yasmin", "Yasmin Demirel"),
    Person("oluf", "Oluf Engholt"),
    Person("nora", "Nora Vestrheim"),
    Person("emil", "Emil Vangsted"),
    Person("freja", "Freja Stubkær"),
    Person("tomasz", "Tomasz Wolnicki"),
    Person("ines", "Inês Duartim"),
    Person("birgit", "Birgit Høgsbro"),
    Person("ali", "Ali Rahmanpour"),
    Person("solvej", "Solvej Ådal"),
)
