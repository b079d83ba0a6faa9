"""The discussions that were written into the sandbox."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Post:
    """A discussion with its only post: this sandbox has no replies."""

    id: int
    forum: int
    subject: str
    name: str
    message: str
    author: int
    group: int
    created: int
    modified: int
    pinned: bool = False


class Forums:
    """Posts by id; a discussion and its first post share one id here."""

    def __init__(self) -> None:
        self._posts: dict[int, Post] = {}

    def add(self, post: Post) -> Post:
        """Keep a post under the next id."""
        post.id = len(self._posts) + 1
        self._posts[post.id] = post
        return post

    def find(self, post_id: int) -> Post | None:
        """Answer a post, if there is one."""
        return self._posts.get(post_id)

    def of(self, forum: int) -> list[Post]:
        """Answer the discussions of a forum: pinned first, then the latest."""
        posts = [post for post in self._posts.values() if post.forum == forum]
        return sorted(posts, key=lambda post: (post.pinned, post.modified, post.id), reverse=True)

    def newest(self) -> Iterator[Post]:
        """Yield all discussions, the latest change first."""
        changed = sorted(self._posts.values(), key=lambda post: (post.modified, post.id))
        return reversed(changed)
