"""Labels frozen under a name, and packed to be passed on."""
