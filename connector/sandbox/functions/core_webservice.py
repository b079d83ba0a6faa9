"""core_webservice: what the site says about itself."""

from collections.abc import Iterable
from typing import Final

from connector.sandbox.call import Call, Function, takes
from connector.sandbox.functions.user_details import pictures
from connector.sandbox.json_types import Json, JsonObject

RELEASE: Final = "4.5.6 (Build: 20250811)"
VERSION: Final = "2024100706"
FEATURES: Final = {
    "usecomments": 1,
    "usetags": 1,
    "enablenotes": 1,
    "messaging": 1,
    "enableblogs": 1,
    "enablecompletion": 1,
    "enablebadges": 1,
    "messagingallusers": 1,
    "enablecustomreports": 1,
    "enableglobalsearch": 0,
    "mnet_dispatcher_mode": 0,
    "enablecompetencies": 1,
}


def site_info(functions: Iterable[str]) -> Function:
    """Make the function that lists all functions."""
    listed = tuple(functions)

    @takes()
    def get_site_info(call: Call) -> Json:
        return _caller(call) | _site(listed)

    return get_site_info


def _caller(call: Call) -> JsonObject:
    person = call.caller.person
    return {
        "sitename": call.school.name,
        "username": person.username,
        "firstname": person.firstname,
        "lastname": person.lastname,
        "fullname": person.plain_name,
        "lang": "en",
        "userid": person.id,
        "siteurl": call.wwwroot,
        "userpictureurl": pictures(call.wwwroot)["profileimageurl"],
    }


def _site(functions: tuple[str, ...]) -> JsonObject:
    return {
        "functions": [{"name": name, "version": VERSION} for name in functions],
        "downloadfiles": 1,
        "uploadfiles": 1,
        "release": RELEASE,
        "version": VERSION,
        "mobilecssurl": "",
        "advancedfeatures": [{"name": name, "value": value} for name, value in FEATURES.items()],
        "usercanmanageownfiles": True,
        "userquota": 104_857_600,
        "usermaxuploadfilesize": 67_108_864,
        "userhomepage": 1,
        "userprivateaccesskey": "sandbox",
        "siteid": 1,
        "sitecalendartype": "gregorian",
        "usercalendartype": "gregorian",
        "userissiteadmin": False,
        "theme": "boost",
        "limitconcurrentlogins": 0,
        "policyagreed": 0,
    }
