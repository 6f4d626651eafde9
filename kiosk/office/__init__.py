"""The association's office: the only code that holds a reading key.

What it opens it shows on its terminal. The act itself stays in the office's sealed memory, with a name and a number to
call, until the days that its settings say have gone by after its end. The paper of a week has references, and no name.
"""
