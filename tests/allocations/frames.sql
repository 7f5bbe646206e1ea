-- The frames once more, by another way: no iteration, no Python. A bound binds where the sum of all parts at the factor
-- that just reaches it passes the pool; the rest goes by largest remainder. One JSON document in, one row a network out.
WITH round AS (SELECT %s::jsonb AS data),
budget AS (
    SELECT (data->>'appropriation')::numeric - (data->>'set_aside')::numeric AS for_networks,
           (data->>'flat')::numeric AS flat, (data->>'base_grant')::numeric AS base_grant,
           (data->>'unit')::numeric AS unit, (data->>'fall')::numeric AS fall, (data->>'rise')::numeric AS rise
    FROM round
),
networks AS (
    SELECT place, (row->>'last_year')::numeric AS last_year,
           flat + (row->>'extra')::numeric + base_grant AS given,
           (SELECT coalesce(sum(count.value::numeric * (data->'weights'->>count.key)::numeric), 0)
            FROM jsonb_each_text(row->'head_counts') AS count) AS weight
    FROM round, budget, jsonb_array_elements(data->'networks') WITH ORDINALITY AS list(row, place)
),
pool AS (
    SELECT div(min(for_networks) - sum(given), min(unit)) AS units FROM networks, budget
),
bounds AS (
    SELECT place, given, weight,
           coalesce(greatest(0, ceil((ceil(last_year * (100 - fall) / 100) - given) / unit)), 0) AS low,
           CASE WHEN last_year IS NOT NULL AND rise IS NOT NULL
                THEN greatest(0, floor((floor(last_year * (100 + rise) / 100) - given) / unit)) END AS high
    FROM networks, budget
),
corners AS (  -- factors low / weight and high / weight, kept as two whole numbers
    SELECT place, low AS bound, weight, 'low' AS side FROM bounds WHERE weight > 0
    UNION ALL
    SELECT place, high, weight, 'high' FROM bounds WHERE weight > 0 AND high IS NOT NULL
),
sums AS (  -- all parts at that factor, times the corner's weight: whole numbers again
    SELECT corner.place, corner.side, corner.weight,
           sum(greatest(other.low * corner.weight,
                        least(corner.bound * other.weight, other.high * corner.weight))) AS total
    FROM corners AS corner CROSS JOIN bounds AS other
    GROUP BY corner.place, corner.side, corner.weight
),
at_bound AS (
    SELECT place, side FROM sums, pool
    WHERE (side = 'low' AND total > units * weight) OR (side = 'high' AND total <= units * weight)
    UNION ALL
    SELECT place, 'low' FROM bounds WHERE weight = 0
),
fixed AS (  -- where both bounds meet, either side gives the same
    SELECT DISTINCT ON (place) place, CASE side WHEN 'low' THEN low ELSE high END AS part
    FROM at_bound JOIN bounds USING (place) ORDER BY place
),
quotas AS (
    SELECT place, weight, units - (SELECT coalesce(sum(part), 0) FROM fixed) AS pot, sum(weight) OVER () AS weights
    FROM bounds, pool WHERE place NOT IN (SELECT place FROM fixed)
),
shared AS (
    SELECT place, div(pot * weight, weights) AS floor, pot - sum(div(pot * weight, weights)) OVER () AS left_over,
           row_number() OVER (ORDER BY mod(pot * weight, weights) DESC, weight DESC, place) AS rank
    FROM quotas
)
SELECT given + unit * coalesce(part, floor + (rank <= left_over)::int)
FROM bounds LEFT JOIN fixed USING (place) LEFT JOIN shared USING (place), budget
ORDER BY place
