"""The suite: a package on the screen, to be looked at, listened to and corrected."""
