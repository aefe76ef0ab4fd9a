"""The Russian language pack."""

from broadcast.languages.pack import FolderPack

PACK = FolderPack("ru", "Russian")
