"""A package, so that `from tests.x import y` finds ours: textstat installs a package of this name as well."""
