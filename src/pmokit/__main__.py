"""`python -m pmokit`."""

from pmokit.cli.main import main

main()
