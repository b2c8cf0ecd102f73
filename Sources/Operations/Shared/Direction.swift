/// Which way the tables go.
package enum Direction: Sendable { case forward, back }
