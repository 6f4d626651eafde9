"""The desk's command line: asks, calls, says. What it does is done in `kiosk.desk`."""
