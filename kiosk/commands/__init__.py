"""The command line: asks, calls, says. What the desk's commands do is done in `kiosk.desk`; other houses add theirs."""
