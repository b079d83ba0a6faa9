"""The site itself."""

from typing import cast

from connector.moodle.client import MoodleClient
from connector.moodle.parsing import parse
from connector.moodle.records.site import SITE_INFO, SiteInfo


def site_info(moodle: MoodleClient) -> SiteInfo:
    """Say who the token belongs to and what it may call. Moodle: core_webservice_get_site_info."""
    function = "core_webservice_get_site_info"
    return cast("SiteInfo", parse(SITE_INFO, moodle.read(function), function=function))
