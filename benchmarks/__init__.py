"""How fast Sambrug is, each measure beside a floor measured in the same run; `make bench` prints one JSON line each."""
