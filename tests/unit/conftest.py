"""Settings that all unit tests share."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "unit",
    max_examples=50,  # all tests together stay within five minutes
    deadline=None,  # a busy machine is no fault of the code
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unit")
