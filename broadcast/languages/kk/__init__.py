"""The Kazakh language pack."""

from broadcast.languages.pack import FolderPack

PACK = FolderPack("kk", "Kazakh")
