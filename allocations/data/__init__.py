"""What Dekom is shipped with for letters."""
