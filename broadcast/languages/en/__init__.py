"""The English language pack."""

from broadcast.languages.pack import FolderPack

PACK = FolderPack("en", "English")
