"""congkhai (công khai, to make public): what the law obliges agencies to publish, and whether they did."""

__version__ = "0.1.0"
