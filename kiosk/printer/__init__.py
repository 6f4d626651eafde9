"""Door to paper: worded blocks in, bytes out; no byte of data is ever a command.

Nothing here translates, decides or remembers. Pillow, qrcode and python-escpos are imported when something is
drawn or sent, never before: the screens must not pay for them.
"""
