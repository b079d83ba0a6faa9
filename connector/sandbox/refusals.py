"""Moodle's refusals: always HTTP 200, told apart only by their error code."""

from connector.sandbox.json_types import Json


class RefusalError(Exception):
    """What a web-service function answers instead of a result."""

    def __init__(self, errorcode: str | None, message: str, exception: str) -> None:
        super().__init__(message)
        self.errorcode = errorcode
        self.message = message
        self.exception = exception

    def as_json(self) -> dict[str, Json]:
        """Answer the body; an error of PHP itself has no `errorcode` key."""
        body: dict[str, Json] = {"exception": self.exception}
        if self.errorcode is not None:
            body["errorcode"] = self.errorcode
        return body | {"message": self.message}


def refusal(errorcode: str, message: str) -> RefusalError:
    """Answer an ordinary refusal."""
    return RefusalError(errorcode, message, "core\\exception\\moodle_exception")


def invalid_parameter() -> RefusalError:
    """Answer what a wrong, missing or unexpected parameter gets."""
    return RefusalError(
        "invalidparameter",
        "Invalid parameter value detected",
        "core\\exception\\invalid_parameter_exception",
    )


def invalid_record(table: str) -> RefusalError:
    """Answer what an unknown id gets where Moodle insists on the row."""
    return RefusalError(
        "invalidrecord",
        f"Can't find data record in database table {table}.",
        "dml_missing_record_exception",
    )


def invalid_user() -> RefusalError:
    """Answer what an unknown or deleted person gets."""
    return RefusalError("invaliduser", "Invalid user", "dml_missing_record_exception")


def coding_error(detail: str) -> RefusalError:
    """Answer what a value gets that only a programmer could have sent."""
    return RefusalError(
        "codingerror",
        f"Coding error detected, it must be fixed by a programmer: {detail}",
        "core\\exception\\coding_exception",
    )


def no_permission(capability_name: str) -> RefusalError:
    """Answer what a missing capability gets when the function checks it itself."""
    return RefusalError(
        "nopermissions",
        f"Sorry, but you do not currently have permissions to do that ({capability_name}).",
        "core\\exception\\required_capability_exception",
    )


def not_accessible() -> RefusalError:
    """Answer what a course gets that the user may not enter."""
    return RefusalError(
        "requireloginerror",
        "Course or activity not accessible.",
        "core\\exception\\require_login_exception",
    )


def course_context_not_valid(course_id: int, reason: str) -> RefusalError:
    """Answer how the older functions wrap the reason why a course may not be entered."""
    return refusal(
        "errorcoursecontextnotvalid",
        f"You cannot execute functions in the course context (course id:{course_id})."
        f" The context error message was: {reason}",
    )


def access_denied() -> RefusalError:
    """Answer what an expired token gets."""
    return RefusalError(
        "accessexception", "Access control exception", "webservice_access_exception"
    )


def invalid_token() -> RefusalError:
    """Answer what an unknown or lost token gets."""
    return refusal("invalidtoken", "Invalid token - token not found")


def id_number_taken() -> RefusalError:
    """Answer what an ID number gets that something else has."""
    return refusal("idnumbertaken", "This ID number is already in use")


def not_writable() -> RefusalError:
    """Answer what the database gets that cannot hold a value."""
    return RefusalError("dmlwriteexception", "Error writing to database", "dml_write_exception")
