"""The desk: a package on the screen, to be looked at, listened to and corrected."""
