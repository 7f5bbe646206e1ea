"""Pure geometry of the charts: plain values in, coordinates out; templates/charts draws them."""
