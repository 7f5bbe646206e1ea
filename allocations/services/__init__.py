"""The arithmetic of the money: plain values in, plain values out; no ORM, no request, no clock, no translation."""
