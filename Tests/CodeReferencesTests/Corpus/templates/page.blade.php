<h1>Rows from lupo_users</h1>
{{-- DB::table('lupo_users') --}}
@foreach (DB::table('lupo_users')->get() as $row)
                     ^^^^^^^^^^ reference builder lupo_users
  <p>Don't {{ $row->name }} {!! DB::select("SELECT * FROM lupo_logs") !!}</p>
                                                          ^^^^^^^^^ reference sql lupo_logs
@endforeach
@php
  $x = DB::select('SELECT * FROM lupo_edges');
                                 ^^^^^^^^^^ reference sql lupo_edges
@endphp
<?php $y = DB::select('SELECT * FROM lupo_users'); ?>
                                     ^^^^^^^^^^ reference sql lupo_users
user@example.com isn't a directive
