"""Targets in, captures and one SiteSeen for each target out. The only room with network and clock."""
