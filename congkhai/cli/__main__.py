"""``python -m congkhai.cli`` in; what the ``congkhai`` command does out."""

from congkhai.cli import main

if __name__ == "__main__":
    main()
