"""Sound: arrays in, arrays out.  Nothing here knows of stories."""
