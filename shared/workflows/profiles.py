"""What a person told about themselves, for those who serve them and nobody else."""

from shared.domain.person import Profile
from shared.ports.household import People


def profile_of(uid: str, people: People) -> Profile:
    """The person's profile; an empty one of somebody who has none."""
    person = people.get(uid)
    return person.profile if person is not None else Profile()
