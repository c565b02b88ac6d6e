"""The command line: check a framework, score a record, write it to a file. `python cli.py --help` tells the rest."""

from commands.frame.front_door import main

if __name__ == "__main__":
    raise SystemExit(main())
