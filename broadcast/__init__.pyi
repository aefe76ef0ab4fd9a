from broadcast.errors import BroadcastError as BroadcastError
from broadcast.model.progress import Progress as Progress
from broadcast.pipeline.build import build as build
from broadcast.pipeline.casting import casting_of as cast
from broadcast.pipeline.desk import DeskOrder as DeskOrder
from broadcast.pipeline.desk import desk as desk
from broadcast.pipeline.draft import draft as draft
from broadcast.pipeline.draft import estimate as estimate
from broadcast.pipeline.export import export as export
from broadcast.pipeline.inspecting import inspect as check
from broadcast.pipeline.intake import Incoming as Incoming
from broadcast.pipeline.intake import take_in as read_story
from broadcast.pipeline.intake import text_story as text_story
from broadcast.pipeline.newsroom_folder import NewsroomFolder as NewsroomFolder
from broadcast.pipeline.opening import read_edition as open_package
from broadcast.pipeline.order import Order as Order
from broadcast.pipeline.packing import PackOrder as PackOrder
from broadcast.pipeline.packing import pack as pack
from broadcast.pipeline.relocate import relocate as relocate
from broadcast.pipeline.subtitles import SubtitleOrder as SubtitleOrder
from broadcast.pipeline.subtitles import subtitles as subtitles
from broadcast.pipeline.voice_list import voice_list as voices
from broadcast.takes import TakeStore as TakeStore
from broadcast.timing import FrameRate as FrameRate

__version__: str

__all__ = [
    "BroadcastError",
    "DeskOrder",
    "FrameRate",
    "Incoming",
    "NewsroomFolder",
    "Order",
    "PackOrder",
    "Progress",
    "SubtitleOrder",
    "TakeStore",
    "__version__",
    "build",
    "cast",
    "check",
    "desk",
    "draft",
    "estimate",
    "export",
    "open_package",
    "pack",
    "read_story",
    "relocate",
    "subtitles",
    "text_story",
    "voices",
]
