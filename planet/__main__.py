"""`python -m planet`: the same as the command."""

from planet.cli import main

if __name__ == "__main__":
    main()
