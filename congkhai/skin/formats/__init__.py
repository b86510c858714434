"""A language in; how its days, times and numbers are written, out, where Django's own way is not the one of official papers."""
