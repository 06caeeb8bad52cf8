"""What each page shows, worked out from a review: plain values for the templates."""
