"""A thorough round of the properties: ``pytest tests/judging --hypothesis-profile=thorough``."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=4000, deadline=None)
