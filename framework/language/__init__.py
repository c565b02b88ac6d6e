"""The words of the program itself, and the door through which untrusted text comes in."""
