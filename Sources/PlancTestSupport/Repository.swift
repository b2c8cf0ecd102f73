/// The root of the checkout.
