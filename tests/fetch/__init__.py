"""How blogs are asked."""
