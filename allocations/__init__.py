"""The money: budget, frames, decisions."""
