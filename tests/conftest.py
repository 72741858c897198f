"""What all tests share: drawn examples have no deadline, for a busy machine is no defect."""

from hypothesis import settings

settings.register_profile("nuage", deadline=None)
settings.load_profile("nuage")
