"""The film of a package: slates, captions, the waveform with its play-head and the timecode, drawn over the mix."""
