"""An op and a job put into files of other people, to see that an upgrade changes nothing around them."""
