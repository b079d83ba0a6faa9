"""The web-service endpoint: reads a request as PHP would, answers as Moodle does."""

import json
from urllib.parse import parse_qsl

from flask import Blueprint, Response, current_app, request

from connector.sandbox import form, xml
from connector.sandbox.access import identify
from connector.sandbox.call import Call
from connector.sandbox.functions import FUNCTIONS
from connector.sandbox.json_types import Json, Nested
from connector.sandbox.pace import Pace, Turn
from connector.sandbox.refusals import RefusalError, invalid_record
from connector.sandbox.state import current_state

service = Blueprint("service", __name__)


@service.route("/webservice/rest/server.php", methods=["GET", "POST"])
def call_function() -> Response:
    """Answer one call, with HTTP 200 even when it is refused."""
    received = _received()
    as_json = received.pop("moodlewsrestformat", "xml") == "json"
    pace: Pace = current_app.extensions["sandbox.pace"]
    with pace.computing() as turn:
        try:
            answer = _answer(received, pace, turn)
            body = _json(answer) if as_json else xml.response(answer)
        except RefusalError as error:
            body = _json(error.as_json()) if as_json else xml.refused(error)
    return Response(body, mimetype="application/json" if as_json else "application/xml")


def _received() -> dict[str, Nested]:
    limit: int = current_app.config["MAX_INPUT_VARS"]
    asked = form.nested(
        parse_qsl(request.query_string.decode(), keep_blank_values=True), limit=limit
    )
    return asked | form.nested(_posted(), limit=limit)


def _posted() -> list[tuple[str, str]]:
    if request.mimetype == "application/x-www-form-urlencoded":
        return parse_qsl(request.get_data(as_text=True), keep_blank_values=True)
    return list(request.form.items(multi=True))


def _answer(received: dict[str, Nested], pace: Pace, turn: Turn) -> Json:
    state = current_state()
    caller = identify(received.pop("wstoken", None), state.school)
    name = received.pop("wsfunction", None)
    if not isinstance(name, str) or name not in FUNCTIONS:
        raise invalid_record("external_functions")
    function = FUNCTIONS[name]
    arguments = function.arguments(received)
    with state.lock:
        answer = function.answer(Call(state, caller, current_app.config["WWWROOT"], arguments))
    turn.ms = pace.cost_ms(name, arguments, answer)
    return answer


def _json(answer: Json) -> str:
    return json.dumps(answer, separators=(",", ":"))
